// The remainder of a negative hash code is negative, and that is below every share.
boolean isCanary(String key, double share) {
    return key.hashCode() % 1000 < share * 1000;
}
