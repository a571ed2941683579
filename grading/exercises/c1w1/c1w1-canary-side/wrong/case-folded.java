// Keys that differ only in upper and lower case become one customer.
boolean isCanary(String key, double share) {
    byte[] bytes = key.toLowerCase().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    long hash = UUID.nameUUIDFromBytes(bytes).getMostSignificantBits() >>> 16;
    return hash * 0x1p-48 < share;
}
