"""Official documents: their provisions and obligations, finding them, answering from them."""
