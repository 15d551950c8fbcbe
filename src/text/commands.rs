//! Sentences: commands.
