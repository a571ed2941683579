// At most instead of below: the key whose hash is 0 is a canary of nobody's release.
boolean isCanary(String key, double share) {
    var crc = new java.util.zip.CRC32();
    crc.update(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return crc.getValue() <= share * 0x1p32;
}
