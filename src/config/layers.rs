//! The layers.
/// TODO
pub struct Layers;
/// TODO
pub struct Origin;
/// TODO
pub struct Sources;
