//! Diagnostics as text: for people (with the line and carets), short, or JSON.
