// The hash code seeds a generator that mixes well; its first number is the place of the key.
boolean isCanary(String key, double share) {
    return new SplittableRandom(key.hashCode()).nextDouble() < share;
}
