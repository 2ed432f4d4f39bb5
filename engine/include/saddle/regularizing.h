#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace saddle {

// Batch normalization of one feature (Ioffe and Szegedy, 2015; the book, 6.3): x-hat = (x - mean) / sqrt(variance +
// epsilon), y = gamma x-hat + beta.
constexpr double normalizing_epsilon = 1e-6;
struct NormalizedFeature {
  double mean = 0, variance = 0;  // of the batch
  std::vector<double> normalized, output;
};
NormalizedFeature normalized_feature(std::span<const double> batch, double gamma, double beta);

// What is kept for inference: running averages that begin at 0 and take in a tenth of each batch.
constexpr double running_momentum = 0.9;
struct RunningStatistics {
  double mean = 0, variance = 0;
};
RunningStatistics running_after(const NormalizedFeature& feature, int batches);
// At inference all of it is one line: y = scale x + shift.
struct FoldedNorm {
  double scale = 1, shift = 0;
};
FoldedNorm folded(const RunningStatistics& running, double gamma, double beta);

// Dropout (Srivastava et al., 2014; the book, 6.4.3). In training each unit is kept where its draw is above `ratio`.
// Inverted: what is kept is divided by 1 - ratio, and inference changes nothing. As in the book: training leaves it as
// it is, and inference multiplies by 1 - ratio.
enum class DropoutForm { inverted, book };
std::vector<double> dropped_out(std::span<const double> x, std::span<const double> draws, double ratio,
                                DropoutForm form);
double inference_factor(double ratio, DropoutForm form);

// Draws that are the same on every computer: uniform in [0, 1), and nearly normal with mean 0 and deviation 1.
std::vector<double> uniform_draws(int count, uint64_t seed);
std::vector<double> normal_draws(int count, uint64_t seed);

}  // namespace saddle
