//! Numbers written in Han: 二十一 and 21.
