// FNV-1a over the UTF-8 bytes, mixed at the end, against a line among a million slots.
long mixed(String key) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : key.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
        hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return hash ^ (hash >>> 33);
}

boolean isCanary(String key, double share) {
    return Math.floorMod(mixed(key), 1_000_000L) < share * 1_000_000;
}
