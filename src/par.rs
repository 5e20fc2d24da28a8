//! The one place where work is spread over threads: by chapter or by page, order kept.
//!
//! Each item gets a sink of its own; the sinks are merged in the order of the items, so one thread
//! or eight give the same bytes. Never here: anything that knows what an item is.

use rayon::prelude::*;

use crate::diag::report::Diagnostics;

/// Runs `work` on every item, on all cores, and returns the results in the items' order.
pub fn map<T: Sync, R: Send>(
    items: &[T],
    diags: &mut Diagnostics,
    work: impl Fn(&T, &mut Diagnostics) -> R + Sync,
) -> Vec<R> {
    consume(items.iter().collect(), diags, work)
}

/// The same for items that are used up.
pub fn consume<T: Send, R: Send>(
    items: Vec<T>,
    diags: &mut Diagnostics,
    work: impl Fn(T, &mut Diagnostics) -> R + Sync,
) -> Vec<R> {
    let pairs: Vec<(R, Diagnostics)> = items
        .into_par_iter()
        .map(|item| {
            let mut own = Diagnostics::new();
            (work(item, &mut own), own)
        })
        .collect();
    let (results, sinks): (Vec<R>, Vec<Diagnostics>) = pairs.into_iter().unzip();
    sinks.into_iter().for_each(|sink| diags.merge(sink));
    results
}

/// Runs two things side by side.
pub fn both<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    rayon::join(one, other)
}

/// Runs `work` with so many threads; `None` takes all cores.
pub fn with_threads<R: Send>(threads: Option<usize>, work: impl FnOnce() -> R + Send) -> R {
    let Some(count) = threads else { return work() };
    match rayon::ThreadPoolBuilder::new().num_threads(count.max(1)).build() {
        Ok(pool) => pool.install(work),
        // A machine that refuses threads still has the one that runs.
        Err(_) => work(),
    }
}
