// The first 53 bits of SHA-256 as a number from 0 to below 1.
boolean isCanary(String key, double share) {
    try {
        var digest = java.security.MessageDigest.getInstance("SHA-256");
        byte[] bytes = digest.digest(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return (java.nio.ByteBuffer.wrap(bytes).getLong() >>> 11) * 0x1p-53 < share;
    } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
    }
}
