struct Plain;

config_core::check_config!(Plain, "Cargo.toml");

fn main() {}
