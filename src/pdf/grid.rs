//! A table of colours at even distances, and the colours between them.
//!
//! In: a function of fractions, asked once at every point. Out: bytes for bytes, by integers alone.
//! Never here: what a colour is.

/// A grid over bytes: so many channels in, so many out.
pub(super) struct Grid {
    points: usize,
    inputs: usize,
    outputs: usize,
    /// The first channel in changes slowest. 255 is 65,280: eight bits of fraction.
    values: Vec<u32>,
}

/// What 1 is in the table.
const ONE: f64 = 65_280.0;

impl Grid {
    /// Asks `fill` for the values at all points: it gets them in order, `IN` channels each from 0 to
    /// 1. `None` when it gives none.
    #[expect(clippy::float_arithmetic, reason = "points are fractions")]
    pub(super) fn new<const IN: usize>(
        points: usize,
        outputs: usize,
        fill: impl FnOnce(&[f64], &mut [f64]) -> Option<()>,
    ) -> Option<Grid> {
        let count = (0..IN).fold(1, |count, _| count * points);
        let last = (points - 1) as f64;
        let coordinates: Vec<f64> = (0..count)
            .flat_map(|index| {
                let digit = |channel| index / points.pow(channel) % points;
                let channels: [f64; IN] = std::array::from_fn(|channel| {
                    digit(u32::try_from(IN - 1 - channel).unwrap_or(0)) as f64 / last
                });
                channels
            })
            .collect();
        let mut out = vec![0.0; count * outputs];
        fill(&coordinates, &mut out)?;
        let value = |fraction: &f64| (fraction.clamp(0.0, 1.0) * ONE).round() as u32;
        Some(Grid { points, inputs: IN, outputs, values: out.iter().map(value).collect() })
    }

    /// The colours of bytes, pixel by pixel.
    pub(super) fn read(&self, data: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(data.len() / self.inputs * self.outputs);
        let mut last: Option<&[u8]> = None;
        for pixel in data.chunks_exact(self.inputs) {
            // Pictures have long runs of one colour.
            if last == Some(pixel) {
                out.extend_from_within(out.len() - self.outputs..);
            } else {
                self.mix(pixel, &mut out);
                last = Some(pixel);
            }
        }
        out
    }

    /// The mean of the corners around a colour, each by its nearness, in 255ths on every axis.
    fn mix(&self, pixel: &[u8], out: &mut Vec<u8>) {
        let mut sums = [0u64; 4];
        let mut whole = 1u64;
        for _ in pixel {
            whole *= 255;
        }
        for corner in 0..1usize << self.inputs {
            let (mut weight, mut place) = (1u64, 0);
            for (axis, byte) in pixel.iter().enumerate() {
                let at = usize::from(*byte) * (self.points - 1);
                let (cell, rest) = (at / 255, (at % 255) as u64);
                let upper = corner >> axis & 1;
                weight *= if upper == 1 { rest } else { 255 - rest };
                place = place * self.points + (cell + upper).min(self.points - 1);
            }
            if weight == 0 {
                continue;
            }
            let values = self.values.get(place * self.outputs..(place + 1) * self.outputs);
            for (sum, value) in sums.iter_mut().zip(values.unwrap_or_default()) {
                *sum += weight * u64::from(*value);
            }
        }
        let unit = whole * 256;
        out.extend(sums.iter().take(self.outputs).map(|sum| ((sum + unit / 2) / unit) as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;

    #[test]
    fn between_the_points_colours_change_evenly() {
        let same = |colors: &[f64], out: &mut [f64]| {
            out.copy_from_slice(colors);
            Some(())
        };
        let grid = Grid::new::<3>(5, 3, same).unwrap();
        let all: Vec<u8> = (0..=255).flat_map(|byte| [byte, 255 - byte, byte / 2]).collect();
        assert_eq!(grid.read(&all), all);
        let sum = |inks: &[f64], out: &mut [f64]| {
            let means = inks.chunks_exact(4).map(|inks| inks.iter().fold(0f64, |a, b| a.max(*b)));
            out.iter_mut().zip(means).for_each(|(out, mean)| *out = mean);
            Some(())
        };
        let grid = Grid::new::<4>(3, 1, sum).unwrap();
        assert_eq!(grid.read(&[0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 51]), [0, 255, 51]);
    }
}
