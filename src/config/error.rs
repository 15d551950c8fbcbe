//! What can be wrong with the configuration.
/// TODO
#[derive(Debug)]
pub struct ConfigError;
