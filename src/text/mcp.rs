//! Sentences: mcp.
