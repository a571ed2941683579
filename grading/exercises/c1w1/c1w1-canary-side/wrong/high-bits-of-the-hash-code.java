// Hash codes of numbered keys are neighbours, so their high bits, and their sides, are all the same.
boolean isCanary(String key, double share) {
    return (key.hashCode() & Integer.MAX_VALUE) / 0x1p31 < share;
}
