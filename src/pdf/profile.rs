//! The printing condition (输出意图): its ICC profile, and colours converted through it.
//!
//! In: a profile, pixels in RGB, grey or four inks. Out: pixels in ink. Knows `moxcms`, which fills a
//! grid of colours once; pixels are then read off it with integers, so that a picture has the same
//! inks on every machine. No place gets more ink than the house allows: what is too much is taken
//! from cyan, magenta and yellow alike. Never here: files.

use moxcms::{
    ColorProfile, DataColorSpace, Layout, ProfileClass, ProfileText, ProfileVersion,
    RenderingIntent, TransformOptions,
};

use pdf_writer::Ref;

use crate::diag::catalog::press as catalog;
use crate::diag::report::{Diagnostics, Halt, Words};
use crate::model::settings::{Profile, Standard};
use crate::picture::{Colors, Pixels};

use super::deflate;
use super::file::File;
use super::grid::Grid;

/// FOGRA39, the condition of coated paper in ISO 12647-2:2004.
const FOGRA39: &[u8] = include_bytes!("../../fonts/icc/FOGRA39L_coated.icc");

/// Points on each axis of a grid of RGB, and of one of four inks.
const RGB_POINTS: usize = 33;
const INK_POINTS: usize = 9;

/// A printing condition.
pub(super) struct Condition {
    /// The profile as it goes into the file.
    pub(super) bytes: Vec<u8>,
    /// Its name in the registry of the trade, or its own.
    pub(super) identifier: String,
    /// What it is, for people.
    pub(super) info: String,
    /// Whether the registry knows the name.
    pub(super) registered: Registered,
    profile: ColorProfile,
}

/// Whether the ICC's registry knows a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Registered {
    Yes,
    No,
}

/// Opens the profile that the book names, or FOGRA39.
///
/// # Errors
/// [`Halt`] when it cannot be the output intent; the reason is reported.
pub(super) fn condition(
    named: Option<&Profile>,
    standard: Standard,
    diags: &mut Diagnostics,
) -> Result<Condition, Halt> {
    let bytes = named.map_or(FOGRA39, |named| &named.bytes);
    let opened = open(bytes, standard);
    let profile = opened.map_err(|reason| {
        let (span, path) = named.map_or((Default::default(), ""), |it| (it.span, it.path.as_str()));
        diags.halt(catalog::profile_unusable(span, path, reason))
    })?;
    let Some(named) = named else {
        return Ok(Condition {
            bytes: bytes.to_vec(),
            identifier: "FOGRA39".to_owned(),
            info: "Coated FOGRA39 (ISO 12647-2:2004)".to_owned(),
            registered: Registered::Yes,
            profile,
        });
    };
    let own = description(&profile).unwrap_or_else(|| named.path.clone());
    Ok(Condition {
        bytes: bytes.to_vec(),
        identifier: own.clone(),
        info: own,
        registered: Registered::No,
        profile,
    })
}

fn open(bytes: &[u8], standard: Standard) -> Result<ColorProfile, Words> {
    let profile = ColorProfile::new_from_slice(bytes).map_err(|_| catalog::profile_unreadable())?;
    let of_press = profile.profile_class == ProfileClass::OutputDevice
        && profile.color_space == DataColorSpace::Cmyk;
    let both_ways =
        profile.lut_a_to_b_perceptual.is_some() && profile.lut_b_to_a_perceptual.is_some();
    if !of_press || !both_ways {
        return Err(catalog::profile_not_of_a_press());
    }
    if standard == Standard::X1a && profile.version() >= ProfileVersion::V4_0 {
        return Err(catalog::profile_too_new());
    }
    Ok(profile)
}

/// What the profile says that it is.
fn description(profile: &ColorProfile) -> Option<String> {
    let text = match profile.description.as_ref()? {
        ProfileText::PlainString(text) => text,
        ProfileText::Localizable(all) => &all.first()?.value,
        ProfileText::Description(one) if !one.ascii_string.is_empty() => &one.ascii_string,
        ProfileText::Description(one) => &one.unicode_string,
    };
    let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    (!text.is_empty()).then(|| text.to_owned())
}

/// Writes the profile of the four inks.
pub(super) fn write(condition: &Condition, file: &mut File) -> Ref {
    file.packed(&deflate::pack(&condition.bytes), |stream| {
        stream.pair(pdf_writer::Name(b"N"), 4);
    })
}

/// Colours to inks, under one condition.
pub(super) struct Converter {
    /// RGB to four inks.
    inks: Grid,
    /// RGB to grey.
    grey: Grid,
    /// Four inks to grey.
    ink_grey: Grid,
}

impl Converter {
    /// Fills the grids; `None` when the profile has tables that cannot be read.
    pub(super) fn new(condition: &Condition, most_ink: u32) -> Option<Converter> {
        let (press, screen) = (&condition.profile, ColorProfile::new_srgb());
        let options = TransformOptions {
            rendering_intent: RenderingIntent::Perceptual,
            ..TransformOptions::default()
        };
        let separate =
            screen.create_transform_f64(Layout::Rgb, press, Layout::Rgba, options).ok()?;
        let prove = press.create_transform_f64(Layout::Rgba, &screen, Layout::Rgb, options).ok()?;
        let inks = Grid::new::<3>(RGB_POINTS, 4, |colors, out| {
            separate.transform(colors, out).ok()?;
            out.chunks_exact_mut(4).for_each(|inks| limit(inks, f64::from(most_ink)));
            // Paper is white, whatever the tables round it to.
            out.last_chunk_mut::<4>()?.fill(0.0);
            Some(())
        })?;
        let lightness_of = |inks: &[f64]| {
            let mut colors = vec![0.0; inks.len() / 4 * 3];
            prove.transform(inks, &mut colors).ok()?;
            Some(colors.chunks_exact(3).map(lightness).collect::<Vec<f64>>())
        };
        let scale = Scale::new(&lightness_of)?;
        let grey = Grid::new::<3>(RGB_POINTS, 1, |colors, out| {
            let lights = colors.chunks_exact(3).map(lightness);
            out.iter_mut().zip(lights).for_each(|(out, light)| *out = scale.grey(light));
            Some(())
        })?;
        let ink_grey = Grid::new::<4>(INK_POINTS, 1, |inks, out| {
            let lights = lightness_of(inks)?;
            out.iter_mut().zip(lights).for_each(|(out, light)| *out = scale.grey_of_ink(light));
            Some(())
        })?;
        Some(Converter { inks, grey, ink_grey })
    }

    /// Four inks, from pixels in RGB.
    pub(super) fn to_inks(&self, pixels: Pixels) -> Pixels {
        Pixels { data: self.inks.read(&pixels.data), colors: Colors::Cmyk, ..pixels }
    }

    /// Greys, from pixels in RGB or in four inks.
    pub(super) fn to_grey(&self, pixels: Pixels) -> Pixels {
        let data = match pixels.colors {
            Colors::Gray => return pixels,
            Colors::Rgb => self.grey.read(&pixels.data),
            Colors::Cmyk => self.ink_grey.read(&pixels.data),
        };
        Pixels { data, colors: Colors::Gray, ..pixels }
    }
}

/// Takes what is too much from cyan, magenta and yellow; black carries the picture.
#[expect(clippy::float_arithmetic, reason = "a profile speaks in fractions")]
fn limit(inks: &mut [f64], most: f64) {
    let [cyan, magenta, yellow, black] = inks else { return };
    let (sum, room) = (*cyan + *magenta + *yellow, most / 100.0 - *black);
    if sum > room && sum > 0.0 {
        let share = room.max(0.0) / sum;
        (*cyan, *magenta, *yellow) = (*cyan * share, *magenta * share, *yellow * share);
    }
}

/// How light a colour of a screen is, from 0 to 1 (CIE L*).
#[expect(clippy::float_arithmetic, reason = "a profile speaks in fractions")]
fn lightness(color: &[f64]) -> f64 {
    let linear = |value: &f64| match value.clamp(0.0, 1.0) {
        value if value <= 0.04045 => value / 12.92,
        value => ((value + 0.055) / 1.055).powf(2.4),
    };
    let parts = color.iter().map(linear).zip([0.2126, 0.7152, 0.0722]);
    let light: f64 = parts.map(|(value, weight)| value * weight).sum();
    let light =
        if light > 216.0 / 24389.0 { 1.16 * light.cbrt() - 0.16 } else { light * 24389.0 / 2700.0 };
    light.clamp(0.0, 1.0)
}

/// What lightness the black ink alone gives, by its share; and the darkest that four inks give.
struct Scale {
    black: Vec<f64>,
    darkest: f64,
}

impl Scale {
    #[expect(clippy::float_arithmetic, reason = "a profile speaks in fractions")]
    fn new(lightness_of: &impl Fn(&[f64]) -> Option<Vec<f64>>) -> Option<Scale> {
        let ramp: Vec<f64> =
            (0..=255u8).flat_map(|step| [0.0, 0.0, 0.0, f64::from(step) / 255.0]).collect();
        let black = lightness_of(&ramp)?;
        let darkest = *lightness_of(&[1.0; 4])?.first()?;
        Some(Scale { black, darkest })
    }

    /// The grey of a lightness of screens: black is all the ink, white is none.
    #[expect(clippy::float_arithmetic, reason = "a profile speaks in fractions")]
    fn grey(&self, light: f64) -> f64 {
        let (white, black) = (self.black.first(), self.black.last());
        let (white, black) = (white.copied().unwrap_or(1.0), black.copied().unwrap_or(0.0));
        let wanted = black + light * (white - black);
        let steps = self.black.partition_point(|have| *have > wanted).min(255);
        1.0 - steps as f64 / 255.0
    }

    /// The grey of a lightness that four inks have on paper.
    #[expect(clippy::float_arithmetic, reason = "a profile speaks in fractions")]
    fn grey_of_ink(&self, light: f64) -> f64 {
        let white = self.black.first().copied().unwrap_or(1.0);
        self.grey(((light - self.darkest) / (white - self.darkest).max(0.01)).clamp(0.0, 1.0))
    }
}
