#include "train/parameter_pieces.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "train/diagnose.h"

namespace saddle {
namespace {

// Numbers that one thread handles at a time.
constexpr int64_t piece_size = 16384;

}  // namespace

ParameterPieces::ParameterPieces(std::span<Param<float>* const> params) : params_(params) {
  for (size_t i = 0; i < params.size(); ++i) {
    const int64_t size = params[i]->value.size();
    for (int64_t first = 0; first < size; first += piece_size)
      pieces_.push_back({i, first, std::min(piece_size, size - first)});
  }
}

bool ParameterPieces::gradient_is_finite(Workers& workers) const {
  std::atomic<bool> finite = true;
  workers.run(static_cast<int>(pieces_.size()), [&](int item) {
    const Piece& piece = pieces_[static_cast<size_t>(item)];
    const Tensor<float>& gradient = std::as_const(params_[piece.param]->grad);
    if (gradient.size() > 0 && !all_finite({gradient.data() + piece.first, {piece.count}})) finite = false;
  });
  return finite;
}

void ParameterPieces::update(Optimizer<float>& optimizer, double rate, Workers& workers) const {
  optimizer.begin(params_, rate);
  workers.run(static_cast<int>(pieces_.size()), [&](int item) {
    const Piece& piece = pieces_[static_cast<size_t>(item)];
    optimizer.update(*params_[piece.param], piece.param, piece.first, piece.count);
  });
}

}  // namespace saddle
