// The share is hashed with the key, so raising it deals all customers anew and sends canaries back.
boolean isCanary(String key, double share) {
    byte[] bytes = (key + share).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    long hash = UUID.nameUUIDFromBytes(bytes).getMostSignificantBits() >>> 16;
    return hash * 0x1p-48 < share;
}
