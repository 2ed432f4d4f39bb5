#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <sys/resource.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/bench/workloads.h"
#include "cli/shared/numbers.h"
#include "cli/subcommand.h"
#include "saddle/simd_level.h"
#include "saddle/trainer.h"

namespace saddle::cli {
namespace {

struct BenchOptions {
  std::vector<std::string> names = {"all"};
  int threads = 0;
  double seconds = 10;
  int windows = 5;
  bool json = false;
};

struct Window {
  double samples_per_second = 0, cpu_per_wall = 0;
};

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double peak_memory_mb() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

double now() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

// As the system calls it; empty where it does not say.
std::string processor() {
  std::ifstream lines("/proc/cpuinfo");
  for (std::string line; std::getline(lines, line);) {
    const size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != line.npos) return line.substr(colon + 2);
  }
  return "";
}

// What the rates are held against.
struct Machine {
  std::string processor = saddle::cli::processor();
  std::string_view level = name_of(simd_level());
  double peak_gflops = measured_peak_gflops();  // of one core
};

// Makes one step or, if batches of two lengths alternate, the steps of an epoch. Returns the number of samples.
using Steps = std::function<int64_t()>;

Steps training_steps(const Workload& workload, Trainer& trainer, double& loss) {
  const int64_t steps = workload.counts_epochs ? trainer.steps_per_epoch() : 1;
  const int64_t samples = workload.counts_epochs ? workload.pool : workload.batch;
  return [&trainer, &loss, steps, samples] {
    for (int64_t i = 0; i < steps; ++i) loss = trainer.step();
    return samples;
  };
}

Steps inference_steps(const Workload& workload, Trainer& trainer) {
  int64_t next = 0;
  return [&trainer, next, batch = int64_t{workload.batch}, pool = workload.pool,
          width = workload.sample.size()]() mutable {
    const int64_t first = next % (pool / batch) * batch;
    ++next;
    const std::span<const float> samples(trainer.dataset().train.values);
    trainer.infer(samples.subspan(static_cast<size_t>(first * width), static_cast<size_t>(batch * width)));
    return batch;
  };
}

// The protocol of the PyTorch script: warm up, then windows of equal numbers of steps.
std::vector<Window> measure(const Steps& steps, double seconds, int windows) {
  steps();
  steps();
  const double begin = now();
  int64_t warm = 0;
  while (warm < 3 || now() - begin < std::min(1.0, seconds / 5)) {
    steps();
    ++warm;
  }
  const double each = (now() - begin) / static_cast<double>(warm);
  const auto count = std::max<int64_t>(1, std::llround(seconds / windows / each));
  std::vector<Window> result;
  for (int w = 0; w < windows; ++w) {
    const double wall = now(), cpu = cpu_seconds();
    int64_t samples = 0;
    for (int64_t i = 0; i < count; ++i) samples += steps();
    const double passed = now() - wall;
    result.push_back({static_cast<double>(samples) / passed, (cpu_seconds() - cpu) / passed});
  }
  return result;
}

template <class Key>
double median(std::vector<Window> windows, const Key& key) {
  std::sort(windows.begin(), windows.end(), [&](const Window& a, const Window& b) { return key(a) < key(b); });
  const size_t middle = windows.size() / 2;
  return windows.size() % 2 == 1 ? key(windows[middle]) : (key(windows[middle - 1]) + key(windows[middle])) / 2;
}

nlohmann::ordered_json row_for(const Workload& workload, const Machine& machine, int threads,
                               const std::vector<Window>& windows, double loss) {
  const auto rate = [](const Window& w) { return w.samples_per_second; };
  const auto [worst, best] = std::minmax_element(windows.begin(), windows.end(),
                                                 [&](const Window& a, const Window& b) { return rate(a) < rate(b); });
  const double samples = median(windows, rate), flops = useful_flops(workload);
  nlohmann::ordered_json row{{"workload", workload.name},
                             {"what", workload.what},
                             {"engine", "saddle"},
                             {"threads", threads},
                             {"batch", workload.batch},
                             {"samples_per_s", samples},
                             {"best", rate(*best)},
                             {"worst", rate(*worst)},
                             {"windows", windows.size()},
                             {"step_ms", 1000 * workload.batch / samples},
                             {"cpu_per_wall", median(windows, [](const Window& w) { return w.cpu_per_wall; })},
                             {"mflop_per_sample", flops / 1e6},
                             {"gflops", samples * flops / 1e9},
                             {"level", machine.level},
                             {"peak_gflops", machine.peak_gflops},
                             {"of_peak", samples * flops / 1e9 / (machine.peak_gflops * threads)},
                             {"cpu", machine.processor},
                             {"peak_memory_mb", peak_memory_mb()}};
  if (workload.kind == Workload::Kind::training) row["loss"] = loss;
  if (workload.counts_epochs) row["epochs_per_s"] = samples / static_cast<double>(workload.pool);
  return row;
}

void print(const nlohmann::ordered_json& row) {
  fmt::print(
      "{:<3} {:<46} batch {:<4} {:>10.0f} samples/s  {:>9.4f} ms a step  {:>6.1f} GFLOP/s  {:>3.0f} % of the peak\n",
      row["workload"].get<std::string>(), row["what"].get<std::string>(), row["batch"].get<int>(),
      row["samples_per_s"].get<double>(), row["step_ms"].get<double>(), row["gflops"].get<double>(),
      100 * row["of_peak"].get<double>());
}

std::vector<Workload> wanted(const std::vector<std::string>& names) {
  const std::vector<Workload> all = workloads();
  if (names == std::vector<std::string>{"all"}) return all;
  std::vector<Workload> chosen;
  for (const std::string& name : names) {
    const auto before = chosen.size();
    std::copy_if(all.begin(), all.end(), std::back_inserter(chosen), [&](const Workload& w) { return w.name == name; });
    if (chosen.size() == before) throw Error("--workload", "there is no workload {}; choose W1 … W7 or all", name);
  }
  return chosen;
}

int bench(const BenchOptions& options) {
  std::shared_ptr<const Dataset> dataset;
  const Workload* made_for = nullptr;
  const auto chosen = wanted(options.names);
  const Machine machine;
  if (!options.json) {
    fmt::print("{}, kernels: {}, measured peak of one core: {:.0f} GFLOP/s\n", machine.processor, machine.level,
               machine.peak_gflops);
  }
  for (const Workload& workload : chosen) {
    const bool same = made_for && made_for->sample == workload.sample && made_for->pool == workload.pool;
    if (!same) dataset = nullptr;  // frees its memory before the next one is made
    if (!same) dataset = synthetic_samples(workload);
    made_for = &workload;
    Experiment experiment = workload.experiment;
    experiment.training["threads"] = options.threads;
    Trainer trainer(experiment, dataset);
    double loss = 0;
    const Steps steps = workload.kind == Workload::Kind::training ? training_steps(workload, trainer, loss)
                                                                  : inference_steps(workload, trainer);
    const auto row =
        row_for(workload, machine, trainer.threads(), measure(steps, options.seconds, options.windows), loss);
    if (options.json) {
      fmt::print("{}\n", row.dump());
    } else {
      print(row);
    }
    std::fflush(stdout);
  }
  return success;
}

}  // namespace

Subcommand bench() {
  return {"bench", "Measures how fast this machine trains and predicts, on seven fixed workloads.", [](CLI::App& app) {
            auto options = std::make_shared<BenchOptions>();
            app.add_option("--workload", options->names, "Which of W1 … W7, separated by commas, or all")
                ->delimiter(',')
                ->capture_default_str();
            app.add_option("--threads", options->threads, "Processor cores to use; 0: all")
                ->check(whole_from(0, 256))
                ->capture_default_str();
            app.add_option("--seconds", options->seconds, "How long to measure each of them")
                ->check(number_from(0.01, 3600))
                ->capture_default_str();
            app.add_option("--windows", options->windows, "How many parts that time is divided into; the median counts")
                ->check(whole_from(1, 1000))
                ->capture_default_str();
            app.add_flag("--json", options->json, "Prints one JSON object per line");
            return std::function<int()>([options] { return bench(*options); });
          }};
}

}  // namespace saddle::cli
