//! The model API.
