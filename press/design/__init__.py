"""How a sheet looks: paper and type scale of the design, name, logo and colours of the clinic."""
