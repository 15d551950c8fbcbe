//! Sentences: model.
