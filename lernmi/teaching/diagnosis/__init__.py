"""The diagnosis of gradients that another program computed: right, or which classic bug gives them."""
