"""What was put in, told from its picture: a net, a colour histogram, and a linear map solved from what staff taught."""
