// Every sign outside ASCII becomes a question mark, so keys in other scripts become one customer.
boolean isCanary(String key, double share) {
    byte[] bytes = key.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    long hash = UUID.nameUUIDFromBytes(bytes).getMostSignificantBits() >>> 16;
    return hash * 0x1p-48 < share;
}
