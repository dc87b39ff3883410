"""From the view to what screens show: strings, icons and acts. No Kivy here."""
