#pragma once

#include "core/kernels/registers.h"

namespace saddle::SADDLE_LEVEL {

// Products of a row with the matrices of F(m, 3), written out.
template <class Real, int Outputs>
struct Along;

template <class Real>
struct Along<Real, 2> {
  using V = Lane<Real>;
  // B^T d
  [[gnu::always_inline]] static void input(const V (&d)[4], V (&to)[4]) {
    to[0] = d[0] - d[2];
    to[1] = d[1] + d[2];
    to[2] = d[2] - d[1];
    to[3] = d[1] - d[3];
  }
  // A^T m
  [[gnu::always_inline]] static void output(const V (&m)[4], V (&to)[2]) {
    to[0] = m[0] + m[1] + m[2];
    to[1] = m[1] - m[2] - m[3];
  }
  // A y
  [[gnu::always_inline]] static void gradient(const V (&y)[2], V (&to)[4]) {
    to[0] = y[0];
    to[1] = y[0] + y[1];
    to[2] = y[0] - y[1];
    to[3] = -y[1];
  }
  // G g
  [[gnu::always_inline]] static void filter(const V (&g)[3], V (&to)[4]) {
    const V half = all<V>(Real(0.5));
    to[0] = g[0];
    to[1] = (g[0] + g[1] + g[2]) * half;
    to[2] = (g[0] - g[1] + g[2]) * half;
    to[3] = g[2];
  }
  // G^T m
  [[gnu::always_inline]] static void filter_gradient(const V (&m)[4], V (&to)[3]) {
    const V half = all<V>(Real(0.5)), sum = (m[1] + m[2]) * half;
    to[0] = m[0] + sum;
    to[1] = (m[1] - m[2]) * half;
    to[2] = sum + m[3];
  }
};

template <class Real>
struct Along<Real, 4> {
  using V = Lane<Real>;
  [[gnu::always_inline]] static void input(const V (&d)[6], V (&to)[6]) {
    const V two = all<V>(Real(2)), four = all<V>(Real(4)), five = all<V>(Real(5));
    const V a = d[4] - four * d[2], b = d[3] - four * d[1], c = d[4] - d[2], e = d[3] - d[1];
    to[0] = four * d[0] + (d[4] - five * d[2]);
    to[1] = a + b;
    to[2] = a - b;
    to[3] = c + two * e;
    to[4] = c - two * e;
    to[5] = four * d[1] + (d[5] - five * d[3]);
  }
  [[gnu::always_inline]] static void output(const V (&m)[6], V (&to)[4]) {
    const V two = all<V>(Real(2)), four = all<V>(Real(4)), eight = all<V>(Real(8));
    const V a = m[1] + m[2], b = m[1] - m[2], c = m[3] + m[4], e = m[3] - m[4];
    to[0] = m[0] + a + c;
    to[1] = b + two * e;
    to[2] = a + four * c;
    to[3] = b + eight * e + m[5];
  }
  [[gnu::always_inline]] static void gradient(const V (&y)[4], V (&to)[6]) {
    const V two = all<V>(Real(2)), four = all<V>(Real(4));
    const V even = y[0] + y[2], odd = y[1] + y[3], even_2 = y[0] + four * y[2], odd_2 = two * (y[1] + four * y[3]);
    to[0] = y[0];
    to[1] = even + odd;
    to[2] = even - odd;
    to[3] = even_2 + odd_2;
    to[4] = even_2 - odd_2;
    to[5] = y[3];
  }
  [[gnu::always_inline]] static void filter(const V (&g)[3], V (&to)[6]) {
    const V two = all<V>(Real(2)), four = all<V>(Real(4));
    const V sixth = all<V>(Real(1) / 6), twenty_fourth = all<V>(Real(1) / 24), quarter = all<V>(Real(0.25));
    const V even = g[0] + g[2], even_2 = g[0] + four * g[2], odd_2 = two * g[1];
    to[0] = g[0] * quarter;
    to[1] = -(even + g[1]) * sixth;
    to[2] = -(even - g[1]) * sixth;
    to[3] = (even_2 + odd_2) * twenty_fourth;
    to[4] = (even_2 - odd_2) * twenty_fourth;
    to[5] = g[2];
  }
  [[gnu::always_inline]] static void filter_gradient(const V (&m)[6], V (&to)[3]) {
    const V two = all<V>(Real(2)), four = all<V>(Real(4));
    const V sixth = all<V>(Real(1) / 6), twenty_fourth = all<V>(Real(1) / 24), quarter = all<V>(Real(0.25));
    const V a = (m[1] + m[2]) * sixth, b = (m[2] - m[1]) * sixth, c = (m[3] + m[4]) * twenty_fourth,
            e = (m[3] - m[4]) * twenty_fourth;
    to[0] = m[0] * quarter - a + c;
    to[1] = b + two * e;
    to[2] = four * c - a + m[5];
  }
};

}  // namespace saddle::SADDLE_LEVEL
