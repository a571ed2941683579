// A countdown to the alarm in an object; while the alarm is on, the countdown is at 0.
class Countdown {
    final int hold;
    int left;

    Countdown(int hold) {
        this.hold = hold;
        this.left = hold;
    }

    boolean after(double reading, double raise, double clear) {
        if (left > 0 && reading > raise) left--;
        else if (left > 0 && reading <= raise) left = hold;
        else if (left == 0 && reading <= clear) left = hold;
        return left == 0;
    }
}

boolean[] alarm(double[] readings, double raise, double clear, int hold) {
    var countdown = new Countdown(hold);
    boolean[] on = new boolean[readings.length];
    for (int i = 0; i < on.length; i++) on[i] = countdown.after(readings[i], raise, clear);
    return on;
}
