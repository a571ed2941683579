// The share is not used: half of all keys are canaries at every share.
boolean isCanary(String key, double share) {
    return key.hashCode() % 2 == 0;
}
