// A counter gives the exact share of calls and not of customers, and each server counts for itself.
int calls = 0;

boolean isCanary(String key, double share) {
    calls++;
    return calls % 1000 < share * 1000;
}
