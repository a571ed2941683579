// Everybody is a canary: no key ever changes sides, and nothing is tried on few.
boolean isCanary(String key, double share) {
    return true;
}
