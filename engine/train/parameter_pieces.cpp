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

ParameterPieces::ParameterPieces(const Network<float>& network) : network_(network) {
  const auto params = network.params();
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
    const Tensor<float>& gradient = std::as_const(network_.params()[piece.param]->grad);
    if (gradient.size() > 0 && !all_finite({gradient.data() + piece.first, {piece.count}})) finite = false;
  });
  return finite;
}

void ParameterPieces::update(Optimizer<float>& optimizer, double rate, Workers& workers) const {
  const auto params = network_.params();
  optimizer.begin(params, rate);
  workers.run(static_cast<int>(pieces_.size()), [&](int item) {
    const Piece& piece = pieces_[static_cast<size_t>(item)];
    if (network_.learns(piece.param)) optimizer.update(*params[piece.param], piece.param, piece.first, piece.count);
  });
}

void update_parameters(const Network<float>& network, Optimizer<float>& optimizer, double rate) {
  const auto params = network.params();
  optimizer.begin(params, rate);
  for (size_t i = 0; i < params.size(); ++i) {
    if (network.learns(i)) optimizer.update(*params[i], i, 0, params[i]->value.size());
  }
}

}  // namespace saddle
