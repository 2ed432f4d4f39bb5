#include "plot/style.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "plot/colormap.h"

namespace saddle::plot {
namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

double linear(ImU32 color, int shift) {
  const double c = ((color >> shift) & 255) / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}
Vector linear(ImU32 color) {
  return {linear(color, IM_COL32_R_SHIFT), linear(color, IM_COL32_G_SHIFT), linear(color, IM_COL32_B_SHIFT)};
}
double luminance(ImU32 color) {
  const Vector c = linear(color);
  return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}
double contrast(ImU32 a, ImU32 b) {
  const double one = luminance(a), other = luminance(b);
  const double low = std::min(one, other), high = std::max(one, other);
  return (high + 0.05) / (low + 0.05);
}

// Machado, Oliveira & Fernandes (2009), severity 1: nobody's, protan, deutan and tritan eyes.
constexpr std::array<Matrix, 4> eyes{
    {{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
     {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
     {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
     {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}}};

Vector seen_by(const Matrix& m, const Vector& v) {
  Vector result{};
  for (size_t i = 0; i < 3; ++i) {
    result[i] = std::clamp(m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2], 0.0, 1.0);
  }
  return result;
}

// CIE L*a*b* under D65.
Vector lab(const Vector& rgb) {
  constexpr Matrix to_xyz{
      {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
  constexpr Vector white{0.95047, 1, 1.08883};
  Vector f{};
  for (size_t i = 0; i < 3; ++i) {
    const double t = (to_xyz[i][0] * rgb[0] + to_xyz[i][1] * rgb[1] + to_xyz[i][2] * rgb[2]) / white[i];
    f[i] = t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116;
  }
  return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

TEST(Style, ColorsOfSeriesStayApartForAllEyes) {
  for (const Style& style : {dark(), light()}) {
    for (const Matrix& eye : eyes) {
      for (size_t i = 0; i < style.palette.size(); ++i) {
        for (size_t j = 0; j < i; ++j) {
          const Vector a = lab(seen_by(eye, linear(style.palette[i]))), b = lab(seen_by(eye, linear(style.palette[j])));
          const double difference = std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
          EXPECT_GT(difference, i < 5 ? 15 : 8) << i << " and " << j;
        }
      }
    }
  }
}

TEST(Style, TextAndCurvesAreLegibleOnTheirBackground) {
  for (const Style& style : {dark(), light()}) {
    EXPECT_GT(contrast(style.text, style.background), 7);
    EXPECT_GT(contrast(style.muted, style.background), 4.5);
    for (size_t i = 0; i < style.palette.size(); ++i) {
      EXPECT_GT(contrast(style.palette[i], style.background), i < 5 ? 3 : 2.3) << i;
    }
    EXPECT_LT(contrast(style.grid, style.background), 1.5);
  }
}

TEST(Style, MixturesOfOpaqueColorsAreOpaque) {
  const ImU32 black = IM_COL32(0, 0, 0, 255), white = IM_COL32(255, 255, 255, 255);
  EXPECT_EQ(mix(black, white, 0), black);
  EXPECT_EQ(mix(black, white, 1), white);
  EXPECT_EQ(mix(black, white, 0.4f), IM_COL32(102, 102, 102, 255));
  EXPECT_EQ(contrasting(white), contrasting(IM_COL32(253, 231, 37, 255)));
  EXPECT_EQ(contrasting(black), white);
}

TEST(Colormap, SequentialMapsRiseInLightness) {
  for (const Colormap map : {Colormap::viridis, Colormap::magma, Colormap::gray}) {
    double last = -1;
    for (int i = 0; i <= 100; ++i) {
      const double lightness = lab(linear(sample(map, i / 100.0)))[0];
      EXPECT_GT(lightness, last);
      last = lightness;
    }
  }
}

TEST(Colormap, OrderIsSeenByAllEyes) {
  constexpr int steps = 8;
  for (const Matrix& eye : eyes) {
    const auto seen = [&](Colormap map, int step) {
      return lab(seen_by(eye, linear(sample(map, double(step) / steps))));
    };
    for (const Colormap map : {Colormap::viridis, Colormap::magma, Colormap::gray}) {
      for (int i = 1; i <= steps; ++i) EXPECT_GT(seen(map, i)[0], seen(map, i - 1)[0] + 2) << i;
    }
    // Away from the middle each side goes steadily darker (or, on a dark ground, lighter).
    for (const auto& [map, sign] : {std::pair{Colormap::diverging, -1.0}, {Colormap::diverging_dark, 1.0}}) {
      for (int i = steps / 2 + 1; i <= steps; ++i) {
        EXPECT_GT(sign * (seen(map, i)[0] - seen(map, i - 1)[0]), 1) << i;
        EXPECT_GT(sign * (seen(map, steps - i)[0] - seen(map, steps - i + 1)[0]), 1) << steps - i;
      }
    }
  }
}

TEST(Colormap, TheSidesOfADivergingMapAreToldApartByAllEyes) {
  for (const Matrix& eye : eyes) {
    for (const Colormap map : {Colormap::diverging, Colormap::diverging_dark}) {
      for (const double away : {0.15, 0.25, 0.35, 0.5}) {
        const Vector a = lab(seen_by(eye, linear(sample(map, 0.5 - away)))),
                     b = lab(seen_by(eye, linear(sample(map, 0.5 + away))));
        EXPECT_GT(std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]), 15) << away;
      }
    }
  }
}

TEST(Colormap, DivergingMapsAreNeutralInTheMiddleAndTurnAwayOnBothSides) {
  for (const Colormap map : {Colormap::diverging, Colormap::diverging_dark}) {
    const Vector middle = lab(linear(sample(map, 0.5)));
    EXPECT_LT(std::hypot(middle[1], middle[2]), 6);
    EXPECT_LT(lab(linear(sample(map, 0.2)))[2], -15);
    EXPECT_GT(lab(linear(sample(map, 0.8)))[2], 15);
  }
}

TEST(Colormap, ClampsAndShowsNothingForNan) {
  EXPECT_EQ(sample(Colormap::viridis, -3), sample(Colormap::viridis, 0));
  EXPECT_EQ(sample(Colormap::viridis, 7), sample(Colormap::viridis, 1));
  EXPECT_EQ(sample(Colormap::viridis, std::nan("")), 0u);
}

TEST(Colormap, SymmetricRangesHaveZeroInTheMiddle) {
  EXPECT_EQ(symmetric({-1, 3}), (Range{-3, 3}));
  EXPECT_EQ(symmetric({0, 0}), (Range{-1, 1}));
}

}  // namespace
}  // namespace saddle::plot
