#include "core/product.h"

#include <algorithm>

#include "core/scratch.h"
#include "core/transpose.h"

namespace saddle {
namespace {

// Owners of scratch memory.
struct InputColumns;
struct TransposedGradient;
struct ProductBias;

// The columns of a tile side by side, of a matrix of `rows` rows. Where there are fewer than the tile is wide the rest
// is of no account: whatever follows in the matrix, or zeros.
template <class Real>
void copy_columns(int rows, const ColumnTile& tile, const Real* matrix, int64_t step, Real* to) {
  const int wide = tile.wide;
  const int64_t room = rows * step - tile.first - wide, whole = room < 0 ? 0 : std::min<int64_t>(room / step + 1, rows);
  kernels<Real>().copy_lanes(tile.lanes, whole, matrix + tile.first, step, to);
  for (int64_t row = whole; row < rows; ++row) {
    std::copy_n(matrix + row * step + tile.first, tile.columns, to + row * wide);
    std::fill_n(to + row * wide + tile.columns, wide - tile.columns, Real(0));
  }
}

}  // namespace

template <class Real>
Product<Real>::Product(int inputs, int outputs)
    : inputs_(inputs),
      outputs_(outputs),
      in_panels_(in_panels(inputs, outputs)),
      output_tiles_(column_tiles<Real>(in_panels_)),
      input_tiles_(column_tiles<Real>(inputs)) {}

// A few outputs beyond whole registers would take a register of their own, and each of its multiply-adds but for these
// few be in vain. As dot products with rows of W they take what they need, and a sum across a register each, which pays
// where rows are long.
template <class Real>
int Product<Real>::in_panels(int inputs, int outputs) {
  const int width = kernels<Real>().width, beyond = outputs % width;
  return outputs > width && 4 * beyond <= width && inputs >= 16 * width ? outputs - beyond : outputs;
}

template <class Real>
void Product<Real>::pack(const Real* weight, bool backward, int part, int parts) {
  const int64_t forward_size = inputs_ * panels_width(output_tiles_);
  if (forward_panels_.size() != forward_size) forward_panels_ = Tensor<Real>(Shape{forward_size});
  const Rows rows = packed_rows(part, parts);
  for (const ColumnTile& tile : output_tiles_) {
    const int64_t first = std::max<int64_t>(rows.first, tile.first);
    const int64_t end = std::min<int64_t>(rows.end, tile.first + tile.columns);
    if (first >= end) continue;
    transpose<Real>(end - first, inputs_, weight + first * inputs_, inputs_,
                    forward_panels_.data() + tile.panel * inputs_ + (first - tile.first), tile.wide);
  }
  if (part == 0) weight_ = weight;
  if (!backward || rows_are_panels(outputs_)) return;
  const int64_t backward_size = outputs_ * panels_width(input_tiles_);
  if (backward_panels_.size() != backward_size) backward_panels_ = Tensor<Real>(Shape{backward_size});
  for (const ColumnTile& tile : input_tiles_)
    copy_columns(static_cast<int>(rows.end - rows.first), tile, weight + rows.first * inputs_, inputs_,
                 backward_panels_.data() + tile.panel * outputs_ + rows.first * tile.wide);
}

// Whole tiles but for the last rows, so that threads do not write to the same lines of the cache. The last rows, which
// may be more than a share, come first.
template <class Real>
Rows Product<Real>::packed_rows(int part, int parts) const {
  const int64_t whole = int64_t{kernels<Real>().lanes} * kernels<Real>().width;
  const auto begin_of = [&](int64_t number) {
    return number == parts ? int64_t{outputs_} : outputs_ * number / parts / whole * whole;
  };
  return {begin_of(parts - 1 - part), begin_of(parts - part)};
}

// Whether so many rows of as many numbers as there are inputs, those of W or x, can be read where they lie as the
// panels of products: they must be as wide as a tile, and their columns not lie on a few lines of the cache that cannot
// hold them all.
template <class Real>
bool Product<Real>::rows_are_panels(int64_t rows) const {
  constexpr int64_t few = 512, cache = 16384;  // bytes; of the first-level cache, what a panel may take
  const int64_t bytes = inputs_ * static_cast<int64_t>(sizeof(Real)), power_of_two = bytes & -bytes;
  return inputs_ >= input_tiles_.back().wide && (power_of_two < few || rows * power_of_two <= cache);
}

template <class Real>
void Product<Real>::forward(int samples, const Real* x, const Real* bias, Epilogue epilogue, Real* y) const {
  Real* padded_bias = scratch<ProductBias, Real>(panels_width(output_tiles_));
  for (const ColumnTile& tile : output_tiles_) {
    if (bias) std::copy_n(bias + tile.first, tile.columns, padded_bias + tile.panel);
    multiply_deep<Real>({.rows = samples,
                         .depth = inputs_,
                         .a = x,
                         .a_rows = {.step = inputs_},
                         .b = forward_panels_.data() + tile.panel * inputs_,
                         .b_step = tile.wide,
                         .c = y + tile.first,
                         .c_rows = {.step = outputs_},
                         .lanes = tile.lanes,
                         .columns = tile.columns,
                         .bias = bias ? padded_bias + tile.panel : nullptr,
                         .epilogue = epilogue},
                        1);
  }
  if (in_panels_ == outputs_) return;
  kernels<Real>().multiply_dots({.rows = samples,
                                 .columns = outputs_ - in_panels_,
                                 .depth = inputs_,
                                 .a = x,
                                 .a_step = inputs_,
                                 .b = weight_ + int64_t{in_panels_} * inputs_,
                                 .b_step = inputs_,
                                 .c = y + in_panels_,
                                 .c_step = outputs_,
                                 .bias = bias ? bias + in_panels_ : nullptr,
                                 .epilogue = epilogue});
}

template <class Real>
void Product<Real>::backward_input(int samples, const Real* dy, Real* dx) const {
  for (const ColumnTile& tile : input_tiles_) {
    multiply_deep<Real>(
        {.rows = samples,
         .depth = outputs_,
         .a = dy,
         .a_rows = {.step = outputs_},
         .b = rows_are_panels(outputs_) ? weight_ + tile.first : backward_panels_.data() + tile.panel * outputs_,
         .b_step = rows_are_panels(outputs_) ? inputs_ : tile.wide,
         .c = dx + tile.first,
         .c_rows = {.step = inputs_},
         .lanes = tile.lanes,
         .columns = tile.columns},
        1);
  }
}

template <class Real>
void Product<Real>::backward_weights(int samples, const Real* x, const Real* dy, int part, int parts,
                                     Real* dweight) const {
  // The last tile may overlap the one before it, so both belong to one part.
  const int64_t last_tile = std::ssize(input_tiles_) - 1, all = std::max<int64_t>(last_tile, 1);
  const int64_t first = all * part / parts, end = all * (part + 1) / parts;
  if (first == end) return;
  if (is_narrow()) return backward_narrow_weights(samples, x, dy, dweight);
  for (int64_t t = first; t < (end == all ? last_tile + 1 : end); ++t) {
    const ColumnTile& tile = input_tiles_[static_cast<size_t>(t)];
    const int64_t wide = tile.wide;
    const Real* columns = x + tile.first;
    if (!rows_are_panels(samples)) {
      Real* const copied = scratch<InputColumns, Real>(samples * wide);
      copy_columns(samples, tile, x, inputs_, copied);
      columns = copied;
    }
    multiply_deep<Real>({.rows = outputs_,
                         .depth = samples,
                         .a = dy,
                         .a_rows = {.step = 1},
                         .b = columns,
                         .b_step = rows_are_panels(samples) ? inputs_ : wide,
                         .c = dweight + tile.first,
                         .c_rows = {.step = inputs_},
                         .lanes = tile.lanes,
                         .columns = tile.columns},
                        outputs_);
  }
}

// Whether a row of W would leave most of a register empty, and a column of it fills some.
template <class Real>
bool Product<Real>::is_narrow() const {
  return 2 * inputs_ <= kernels<Real>().width && outputs_ >= output_tiles_.back().wide;
}

// By way of the gradient's transpose.
template <class Real>
void Product<Real>::backward_narrow_weights(int samples, const Real* x, const Real* dy, Real* dweight) const {
  Real* columns = scratch<TransposedGradient, Real>(int64_t{inputs_} * outputs_);
  for (const ColumnTile& tile : output_tiles_) {
    multiply_deep<Real>({.rows = inputs_,
                         .depth = samples,
                         .a = x,
                         .a_rows = {.step = 1},
                         .b = dy + tile.first,
                         .b_step = outputs_,
                         .c = columns + tile.first,
                         .c_rows = {.step = outputs_},
                         .lanes = tile.lanes,
                         .columns = tile.columns},
                        inputs_);
  }
  transpose<Real>(inputs_, outputs_, columns, outputs_, dweight, inputs_);
}

template <class Real>
void Product<Real>::backward_bias(int samples, const Real* dy, Real* dbias) const {
  kernels<Real>().sum_columns(samples, outputs_, dy, dbias);
}

template class Product<float>;
template class Product<double>;

}  // namespace saddle
