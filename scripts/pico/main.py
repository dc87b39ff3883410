"""A Raspberry Pi Pico (MicroPython) prints an HX711's words over USB, one whole number a line, as the chip makes them.

Lines that begin with "#" are remarks for people and for the cart's staff screen. The bits are shifted by one of the
Pico's own state machines, so no other work of either computer can stretch a pulse: the chip powers down when its clock
pin stays high for 60 us. Source: HX711 data sheet (Avia Semiconductor), "Serial Interface", "Reset and Power-Down".
"""

import time

import rp2
from machine import WDT, Pin

DOUT = 16  # GP16, the Pico's pin 21
SCK = 17  # GP17, pin 22
NAME = "# hx711 on a Pico, channel A, gain 128, program 1"
SILENT = "# the HX711 does not answer: check its four wires to the Pico and its power"
SETTLING = 4  # words after power-up that are not yet the load's
SILENT_MS = 1000
REMARK_EVERY_MS = 10_000
WATCHDOG_MS = 5000  # a program that hangs is started again


@rp2.asm_pio(set_init=rp2.PIO.OUT_LOW, in_shiftdir=rp2.PIO.SHIFT_LEFT, fifo_join=rp2.PIO.JOIN_RX)
def shift():
    """At a million cycles a second: SCK is high for 2 us and low for 2 us; the 25th pulse asks for gain 128 again."""
    wrap_target()
    wait(0, pin, 0)
    set(x, 23)
    label("bit")
    set(pins, 1)
    in_(pins, 1)
    set(pins, 0)
    jmp(x_dec, "bit")
    set(pins, 1)[1]
    set(pins, 0)
    push(block)
    wrap()


def signed(word):
    """24 bits in two's complement as a number."""
    return word - (1 << 24) if word & 1 << 23 else word


class Chip:
    """One HX711 at two pins."""

    def __init__(self):
        self.start()

    def start(self):
        """Powers the chip down and up: SCK high for well over 60 us. Its first words are dropped."""
        sck = Pin(SCK, Pin.OUT, value=1)
        time.sleep_ms(1)
        sck.value(0)
        dout = Pin(DOUT, Pin.IN, Pin.PULL_UP)
        self._machine = rp2.StateMachine(0, shift, freq=1_000_000, in_base=dout, set_base=sck)
        self._machine.active(1)
        self._to_drop = SETTLING

    def stop(self):
        """Lets the pins go."""
        self._machine.active(0)

    def word(self):
        """The next word, or None: there is none yet, or it is not the load's."""
        if not self._machine.rx_fifo():
            return None
        word = signed(self._machine.get())
        if self._to_drop:
            self._to_drop -= 1
            return None
        return word


def run():
    """Prints words for ever."""
    watchdog = WDT(timeout=WATCHDOG_MS)
    chip = Chip()
    print(NAME)
    heard = said = time.ticks_ms()
    while True:
        watchdog.feed()
        word = chip.word()
        now = time.ticks_ms()
        if word is not None:
            heard = now
            print(word)
        elif time.ticks_diff(now, heard) >= SILENT_MS:
            heard = said = now
            print(SILENT)
            chip.stop()
            chip.start()
        else:
            time.sleep_ms(1)
        if time.ticks_diff(now, said) >= REMARK_EVERY_MS:
            said = now
            print(NAME)


run()
