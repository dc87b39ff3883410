"""What is wrong with a cart's devices, in the words of the cart's own staff screen, in English and in Spanish."""

from collections.abc import Mapping

DEVICES: Mapping[str, tuple[str, str]] = {
    "fault_missing": (
        "not there: plug its cable in again and wait ten seconds",
        "no está: vuelva a enchufar el cable y espere diez segundos",
    ),
    "fault_silent": ("does not answer: check its cable and its power", "no responde: revise el cable y la corriente"),
    "fault_unfit": (
        "not to be believed now: empty the basket; if that does not help, calibrate",
        "ahora no es fiable: vacíe la cesta; si no basta, calibre",
    ),
    "fault_broken": (
        "stopped: switch the cart off and on; if it comes back, call a technician",
        "se ha parado: apague y encienda el carro; si vuelve a pasar, llame a un técnico",
    ),
    "fault_reader": (
        "does not start: install the cart’s software again",
        "no arranca: instale otra vez el programa del carro",
    ),
    "fault_storage": (
        "full or worn out: take the cart out of service; what it wrote stays",
        "lleno o gastado: retire el carro; lo escrito se conserva",
    ),
    "fault_low": (
        "low: put this cart on its charger; it is lent again when it is fuller",
        "baja: ponga este carro en su cargador; se presta de nuevo cuando esté más llena",
    ),
    "fault_empty": (
        "nearly empty: put this cart on its charger now; a trip that is open waits in it",
        "casi agotada: ponga este carro en su cargador ya; la compra abierta le espera",
    ),
    "fault_goes_without": ("does not work; the cart goes on without it", "no funciona; el carro sigue sin ello"),
    "fault_busy": (
        "has little time for the cart: it is slow, and nothing is lost",
        "tiene poco tiempo para el carro: va despacio y no se pierde nada",
    ),
    "fault_settings": (
        "does not take its settings: codes may read slowly",
        "no acepta sus ajustes: los códigos pueden leerse despacio",
    ),
    "fault_cage": (
        "reads without its guard: the system needs an update",
        "lee sin su protección: actualice el sistema",
    ),
    "fault_clock": (
        "goes by the store’s time: the cart’s own needs setting, or a new battery",
        "sigue la hora de la tienda: la del carro necesita ajuste, o pila nueva",
    ),
    "fault_other": ("needs a technician; the cart goes on", "necesita un técnico; el carro sigue"),
    "scale_overload": ("too heavy: take something out", "demasiado peso: saque algo"),
    "scale_rail": (
        "it reads its last word: check the cell’s four wires",
        "lee su último valor: revise los cuatro hilos de la célula",
    ),
    "scale_stuck": (
        "it gives one word for ever: unplug it and plug it in again",
        "repite siempre el mismo valor: desenchúfela y vuelva a enchufarla",
    ),
    "scale_swapped": (
        "it reads less when more goes in: swap the two signal wires (A+ and A−)",
        "lee menos cuando entra más: cambie los dos hilos de señal (A+ y A−)",
    ),
    "scale_below": (
        "the basket weighs less than nothing: set it on its cell; if it sits right, calibrate",
        "la cesta pesa menos que nada: asiéntela sobre su célula; si está bien, calibre",
    ),
    "scale_popcorn": (
        "it jumps with nobody there: check its plugs and joints",
        "salta sin que nadie la toque: revise sus enchufes y soldaduras",
    ),
    "scale_slow": (
        "slower than its config says: tie its RATE pin high, or correct rate_hz",
        "más lenta de lo configurado: ponga RATE a nivel alto o corrija rate_hz",
    ),
    "scale_missing": ("misses samples: check its cable", "pierde muestras: revise su cable"),
    "scale_hum": (
        "the mains hum in it: keep its cable away from power leads",
        "zumba la corriente: aleje su cable de los de corriente",
    ),
    "scale_noise": ("noisy: check that nothing touches the basket", "con ruido: mire que nada toque la cesta"),
    "scale_drift": (
        "the empty basket weighs something else: clean it, then calibrate",
        "la cesta vacía pesa otra cosa: límpiela y calibre",
    ),
    "scale_unsettled": (
        "it does not come to rest: see that nothing hangs on the basket",
        "no se queda quieta: mire que nada cuelgue de la cesta",
    ),
    "scale_uncalibrated": ("not calibrated: touch Calibrate", "sin calibrar: toque Calibrar"),
    "device_battery": ("battery", "batería"),
    "device_camera": ("camera", "cámara"),
    "device_camera_settings": ("camera settings", "ajustes de la cámara"),
    "device_clock": ("clock", "reloj"),
    "device_computer": ("computer", "ordenador"),
    "device_journal": ("storage", "memoria"),
    "device_light": ("light", "luz"),
    "device_reader": ("barcode reader", "lector de códigos"),
    "device_scale": ("scale", "balanza"),
    "device_sound": ("sound", "sonido"),
    "device_tilt": ("tilt sensor", "sensor de inclinación"),
    "device_voice": ("voice", "voz"),
    "device_wand": ("hand scanner", "lector de mano"),
}
"""`device_` + a device; `fault_` + a kind of trouble (cart.errors.DeviceError.why); `scale_` + a key of
cart.weighing.health, or "uncalibrated".
"""
REMARKS = {
    "light": "fault_goes_without",
    "sound": "fault_goes_without",
    "voice": "fault_goes_without",
    "computer": "fault_busy",
    "camera settings": "fault_settings",
    "reader": "fault_cage",
    "clock": "fault_clock",
}
"""What stops no trip has no kind: its words are the device's."""


def device_words(w: Mapping[str, str], device: str, fault: str) -> str:
    """ "Camera: not there: plug its cable in again"; `fault` is a key of DEVICES, or of no known kind."""
    name = w.get(f"device_{device.replace(' ', '_')}", device)
    return f"{name[:1].upper()}{name[1:]}: {w.get(fault) or w[REMARKS.get(device, 'fault_other')]}"
