// Numbered keys have hash codes in short runs, so a thousand of them fill some slots many times and others never.
boolean isCanary(String key, double share) {
    return Math.floorMod(key.hashCode(), 1000) < share * 1000;
}
