// How fast the kernels of this processor's best level are, or of the one that SADDLE_SIMD names, in GFLOP/s and as a
// share of what this core's multiply-add units can do at all (`of_peak`). Times are of the processor, so that other
// programs disturb them less; look at the fastest of several repetitions:
//
//   build/release/bench/bench_kernels --benchmark_filter=conv3x3 --benchmark_min_time=0.05

#include <algorithm>
#include <benchmark/benchmark.h>
#include <string>
#include <vector>

#include "core/convolution.h"
#include "core/product.h"
#include "core/rng.h"
#include "saddle/simd_level.h"

namespace saddle {
namespace {

std::vector<float> numbers(int64_t count) {
  Rng rng(static_cast<uint64_t>(count));
  std::vector<float> values(static_cast<size_t>(count));
  for (float& value : values) value = static_cast<float>(rng.uniform(-1, 1));
  return values;
}

double peak_gflops() {
  static const double peak = measured_peak_gflops();
  return peak;
}

// Runs `work`, of so many floating-point operations, and reports its speed.
template <class Work>
void measure(benchmark::State& state, double flops, const Work& work) {
  for (auto _ : state) work();
  using benchmark::Counter;
  const double done = flops * static_cast<double>(state.iterations());
  state.counters["GFLOP/s"] = Counter(done / 1e9, Counter::kIsRate);
  state.counters["of_peak"] = Counter(done / 1e9 / peak_gflops(), Counter::kIsRate);
}

// Independent multiply-adds on registers alone, as many at a time as the kernels have.
void peak(benchmark::State& state) {
  constexpr int64_t rounds = 20'000;
  const KernelTable<float>& table = kernels<float>();
  measure(state, table.peak_flops * rounds, [&] { benchmark::DoNotOptimize(table.multiply_adds(rounds)); });
}
BENCHMARK(peak);

enum class Pass { forward, backward_input, backward_weights };

void convolution(benchmark::State& state, ConvGeometry g, Pass pass) {
  const int samples = 12;
  const int64_t outputs = int64_t{g.out_height()} * g.out_width() * g.filters;
  const auto in = numbers(int64_t{samples} * g.height * g.width * g.channels), dout = numbers(samples * outputs);
  const auto weight = numbers(int64_t{g.filters} * g.channels * g.kernel_h * g.kernel_w), bias = numbers(g.filters);
  std::vector<float> out(dout.size()), din(in.size()), dbias(bias.size());
  Convolution<float> convolution(g);
  std::vector<float> sums(static_cast<size_t>(convolution.weight_sums()));
  convolution.pack(weight.data());
  measure(state, 2.0 * static_cast<double>(samples * outputs) * g.channels * g.kernel_h * g.kernel_w, [&] {
    switch (pass) {
      case Pass::forward:
        convolution.forward(samples, in.data(), bias.data(), Epilogue::relu, out.data());
        break;
      case Pass::backward_input:
        convolution.backward_input(samples, dout.data(), din.data());
        break;
      case Pass::backward_weights:
        convolution.backward_weights(samples, in.data(), dout.data(), false, sums.data(), dbias.data());
    }
    benchmark::ClobberMemory();
  });
}

void product(benchmark::State& state, int samples, int inputs, int outputs, Pass pass) {
  const auto x = numbers(int64_t{samples} * inputs), dy = numbers(int64_t{samples} * outputs);
  const auto weight = numbers(int64_t{inputs} * outputs), bias = numbers(outputs);
  std::vector<float> y(dy.size()), dx(x.size()), dweight(weight.size());
  Product<float> product(inputs, outputs);
  product.pack(weight.data());
  measure(state, 2.0 * samples * inputs * outputs, [&] {
    switch (pass) {
      case Pass::forward:
        product.forward(samples, x.data(), bias.data(), Epilogue::relu, y.data());
        break;
      case Pass::backward_input:
        product.backward_input(samples, dy.data(), dx.data());
        break;
      case Pass::backward_weights:
        product.backward_weights(samples, x.data(), dy.data(), 0, 1, dweight.data());
    }
    benchmark::ClobberMemory();
  });
}

ConvGeometry square(int channels, int size, int filters, int kernel, int padding, int stride = 1) {
  return {.channels = channels,
          .height = size,
          .width = size,
          .filters = filters,
          .kernel_h = kernel,
          .kernel_w = kernel,
          .stride_h = stride,
          .stride_w = stride,
          .padding_h = padding,
          .padding_w = padding};
}

void register_all() {
  const struct {
    const char* name;
    ConvGeometry geometry;
  } convolutions[] = {
      {"conv3x3/1x28/16", square(1, 28, 16, 3, 1)},        {"conv3x3/3x32/16", square(3, 32, 16, 3, 1)},
      {"conv3x3/16x28/16", square(16, 28, 16, 3, 1)},      {"conv3x3/16x32/16", square(16, 32, 16, 3, 1)},
      {"conv3x3/16x14/32", square(16, 14, 32, 3, 1)},      {"conv3x3/32x14/32", square(32, 14, 32, 3, 2)},
      {"conv3x3/32x16/32", square(32, 16, 32, 3, 1)},      {"conv3x3/32x8/64", square(32, 8, 64, 3, 1)},
      {"conv3x3/64x8/64", square(64, 8, 64, 3, 1)},        {"conv3x3s2/16x32/32", square(16, 32, 32, 3, 1, 2)},
      {"conv3x3s2/32x16/64", square(32, 16, 64, 3, 1, 2)}, {"conv1x1s2/16x32/32", square(16, 32, 32, 1, 0, 2)},
      {"conv1x1/64x8/64", square(64, 8, 64, 1, 0)},        {"conv5x5/1x28/30", square(1, 28, 30, 5, 0)},
      {"conv5x5/6x14/16", square(6, 14, 16, 5, 0)},        {"conv7x7s2/3x64/64", square(3, 64, 64, 7, 3, 2)}};
  const std::pair<Pass, const char*> passes[] = {{Pass::forward, "forward"},
                                                 {Pass::backward_input, "backward_input"},
                                                 {Pass::backward_weights, "backward_weights"}};
  for (const auto& [pass, pass_name] : passes) {
    for (const auto& row : convolutions) {
      benchmark::RegisterBenchmark((std::string(row.name) + "/" + pass_name).c_str(), convolution, row.geometry, pass);
    }
    for (const auto& [samples, inputs, outputs] : {std::tuple{100, 784, 50},
                                                   {128, 784, 100},
                                                   {50, 784, 100},
                                                   {128, 100, 100},
                                                   {100, 4320, 100},
                                                   {100, 1024, 50},
                                                   {100, 50, 10},
                                                   {32, 128, 10},
                                                   {1, 1024, 50}}) {
      const std::string name = "dense/" + std::to_string(samples) + "x" + std::to_string(inputs) + "/" +
                               std::to_string(outputs) + "/" + pass_name;
      benchmark::RegisterBenchmark(name.c_str(), product, samples, inputs, outputs, pass);
    }
  }
}

}  // namespace
}  // namespace saddle

int main(int argc, char** argv) {
  saddle::register_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
