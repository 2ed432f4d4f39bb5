#pragma once

#include <cstdint>

#include "core/epilogue.h"

// The hot loops, once for each set of instructions. The sources in this folder are compiled once per level
// (engine/CMakeLists.txt), each time in a namespace of the level, and all they share with the rest of the program are
// the plain structs below and in tile_product.h: no function that two levels would both define under one name, so that
// the linker cannot give the code of one level to another, or to a processor that does not have it.
namespace saddle {

template <class Real>
struct TileProduct;
struct PoolGeometry;

// One row of blocks of Winograd's algorithm F(m x m, 3 x 3) (core/winograd.h): a block gives m x m pixels of the
// output, takes (m + 2) x (m + 2) of the input, m apart, and has as many places. Strides and sizes count elements of
// type Real.
template <class Real>
struct WinogradInput {
  const Real* image = nullptr;                           // (height, width, channels)
  int height = 0, width = 0, channels = 0, padding = 0;  // in pixels
  int row = 0, blocks = 0;                               // which row, and how many blocks it has
  int64_t stride = 0;                                    // from one of the places to the next
  Real* to = nullptr;                                    // (place, block, channel)
};
template <class Real>
struct WinogradOutput {
  int height = 0, width = 0, filters = 0;  // of the image; the last blocks may reach beyond
  int row = 0, blocks = 0;
  int64_t stride = 0;
};

// The transformations of one m.
template <class Real>
struct WinogradKernels {
  // B^T d B of each block; pixels beside the image are 0.
  void (*input)(const WinogradInput<Real>& input) = nullptr;
  // A^T M A of each block from (place, block, filter), with bias (null: none) and ReLU, to the image.
  void (*output)(const WinogradOutput<Real>& row, const Real* sums, const Real* bias, Epilogue epilogue,
                 Real* image) = nullptr;
  // A dY A^T of each block from the image, to (place, block, filter).
  void (*gradient)(const WinogradOutput<Real>& row, const Real* image, Real* to) = nullptr;
  // G g G^T of `columns` filters, whole registers of them: from (3 x 3, columns) to rows that are `stride` apart.
  void (*filters)(int columns, const Real* from, int64_t stride, Real* to) = nullptr;
  // G^T m G, the other way.
  void (*filters_gradient)(int columns, const Real* from, int64_t stride, Real* to) = nullptr;
};

// C[r, c] = sum over k of A[r, k] * B[c, k], with bias and ReLU: the rows of both lie in one piece, which is how a
// product is computed that has too few columns to fill registers with them. Steps are from one row to the next.
template <class Real>
struct DotProducts {
  int rows = 0, columns = 0, depth = 0;
  const Real* a = nullptr;
  int64_t a_step = 0;
  const Real* b = nullptr;
  int64_t b_step = 0;
  Real* c = nullptr;
  int64_t c_step = 0;
  const Real* bias = nullptr;  // null: none
  Epilogue epilogue = Epilogue::none;
};

// What is done to each number of a table of `rows` rows by batch norm; the columns have a number each of the others.
template <class Real>
struct NormalizedTable {
  int64_t rows = 0, width = 0;
  const Real *x = nullptr, *dy = nullptr;  // the table, and the gradient at the output
  const Real* mean = nullptr;              // null: 0
  const Real *scale = nullptr, *shift = nullptr, *tilt = nullptr;
  bool relu = false;
  Real* out = nullptr;
};

template <class Real>
struct KernelTable {
  int width = 0;  // the numbers that a register holds
  int lanes = 0;  // the registers that a usual tile is wide; a last one may have up to 2 * lanes - 1

  // C[r, :] = sum over k of A[r, k] * B[k, :] (core/tile_product.h). Each number is summed in the order of k, whatever
  // `rows` is.
  void (*multiply)(const TileProduct<Real>& product) = nullptr;
  // What it does to one row does not depend on the others.
  void (*multiply_dots)(const DotProducts<Real>& product) = nullptr;
  // The first `lanes` registers of each row side by side; `step`: from one row to the next.
  void (*copy_lanes)(int lanes, int64_t rows, const Real* from, int64_t step, Real* to) = nullptr;

  // to[c * to_step + r] = from[r * from_step + c], for r < rows and c < columns.
  void (*transpose)(int64_t rows, int64_t columns, const Real* from, int64_t from_step, Real* to,
                    int64_t to_step) = nullptr;

  WinogradKernels<Real> winograd_2x2, winograd_4x4;

  // sums[c] = the sum of column c of a table of `width` columns.
  void (*sum_columns)(int64_t rows, int64_t width, const Real* table, Real* sums) = nullptr;
  // The sum of the squared distances from center[c].
  void (*sum_squares)(int64_t rows, int64_t width, const Real* table, const Real* center, Real* sums) = nullptr;
  // first[c] = the sum of dy; second[c] = that of dy * (x - mean[c]) * inverse[c].
  void (*sum_slopes)(int64_t rows, int64_t width, const Real* x, const Real* dy, const Real* mean, const Real* inverse,
                     Real* first, Real* second) = nullptr;
  // out = (x - mean) * scale + shift, and ReLU.
  void (*normalize)(const NormalizedTable<Real>& table) = nullptr;
  // out = scale * dy - shift - tilt * (x - mean).
  void (*normalize_gradient)(const NormalizedTable<Real>& table) = nullptr;

  // out[i] = exp(in[i]) and so on; `out` may be `in`. What is not a number stays so.
  void (*exp)(int64_t count, const Real* in, Real* out) = nullptr;
  void (*tanh)(int64_t count, const Real* in, Real* out) = nullptr;
  void (*sigmoid)(int64_t count, const Real* in, Real* out) = nullptr;

  // core/pooling.h says what they do.
  void (*max_pool_forward)(const PoolGeometry& geometry, int samples, const Real* in, Real* out) = nullptr;
  void (*max_pool_backward)(const PoolGeometry& geometry, int samples, const Real* in, const Real* out,
                            const Real* dout, Real* din) = nullptr;
  void (*average_pool_forward)(const PoolGeometry& geometry, int samples, const Real* in, Real* out) = nullptr;
  void (*average_pool_backward)(const PoolGeometry& geometry, int samples, const Real* dout, Real* din) = nullptr;

  // Independent multiply-adds on registers alone, so many rounds of `peak_flops` operations: what the level can do.
  // Returns a number that depends on all of them.
  Real (*multiply_adds)(int64_t rounds) = nullptr;
  double peak_flops = 0;
};

// Returns those of simd_level(); throws as it does.
template <class Real>
const KernelTable<Real>& kernels();
template <>
const KernelTable<float>& kernels<float>();
template <>
const KernelTable<double>& kernels<double>();

// While it lives, all threads take the kernels of this level, which must be one of simd_levels(). For tests: whatever
// was laid out for another level's kernels before must not be used meanwhile.
class ForcedLevel {
 public:
  explicit ForcedLevel(int index);  // into simd_levels()
  ~ForcedLevel();
  ForcedLevel(const ForcedLevel&) = delete;
  ForcedLevel& operator=(const ForcedLevel&) = delete;

 private:
  const void* before_;
};

}  // namespace saddle
