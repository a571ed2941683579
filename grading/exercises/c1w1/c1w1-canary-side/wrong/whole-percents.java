// A hundred slots cannot hold one in a thousand: the smallest canary is one in a hundred.
boolean isCanary(String key, double share) {
    return Math.floorMod(key.hashCode(), 100) < share * 100;
}
