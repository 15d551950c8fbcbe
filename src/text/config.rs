//! Sentences: config.
