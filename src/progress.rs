//! A sign of life on a terminal when work lasts over half a second; nothing in a pipe.
//!
//! In: whether to be quiet. Out: a guard that ends the sign when it is dropped.

use std::io::IsTerminal;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::ProgressBar;

/// Work shorter than this needs no sign.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows the sign until it is dropped.
pub(crate) struct Progress {
    done: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Starts to wait.
pub(crate) fn start(quiet: bool) -> Progress {
    if quiet || !std::io::stderr().is_terminal() {
        return Progress { done: None, thread: None };
    }
    let (done, wait) = channel::<()>();
    let thread = std::thread::spawn(move || {
        if wait.recv_timeout(PATIENCE).is_err() {
            let spinner = ProgressBar::new_spinner();
            spinner.enable_steady_tick(Duration::from_millis(120));
            // Ends when the guard is dropped, and with it the sender.
            let _ = wait.recv();
            spinner.finish_and_clear();
        }
    });
    Progress { done: Some(done), thread: Some(thread) }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(done) = self.done.take() {
            let _ = done.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
