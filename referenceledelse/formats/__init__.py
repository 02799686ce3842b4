"""How days and hours are written, where Django's own ways are not the ones people here use."""
