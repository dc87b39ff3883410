"""What went in unscanned: picture, weight and place weighed against each other, as decibans that counts bear out."""
