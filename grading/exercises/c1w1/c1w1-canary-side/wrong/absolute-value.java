// Math.abs leaves the smallest int as it is, so a key with that hash code is a canary at every share.
boolean isCanary(String key, double share) {
    return Math.abs(key.hashCode()) % 10_000 < share * 10_000;
}
