//! Sentences: demo.
