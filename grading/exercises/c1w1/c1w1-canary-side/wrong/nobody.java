// Nobody is a canary, so that nothing can go wrong: what is repeatable and rises is not yet a share.
boolean isCanary(String key, double share) {
    return false;
}
