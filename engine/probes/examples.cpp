#include <algorithm>
#include <cmath>

#include "probes/shared/examination.h"
#include "train/probe_type.h"

// Samples of the test set by what became of them, with their values.
namespace saddle::probes {
namespace {

struct ExamplesOptions {
  std::string which = "wrong", order = "loss";
  int label = -1, decided = -1;
  int first = 0, count = 20;
  static auto fields() {
    return std::tuple{
        field("which", &ExamplesOptions::which, {.choices = {"wrong", "all"}},
              "wrong: those decided wrong, of maps those with a wrong pixel. Of regression, all."),
        field("order", &ExamplesOptions::order, {.choices = {"loss", "index"}},
              "loss: the hardest first. index: as they lie in the set."),
        field("label", &ExamplesOptions::label, {.min = -1, .max = 65535}, "Only those of this class; -1: of any."),
        field("decided", &ExamplesOptions::decided, {.min = -1, .max = 65535},
              "Only those taken for this class; -1: for any."),
        field("first", &ExamplesOptions::first, {.min = 0, .max = 1e9}, "How many to skip."),
        field("count", &ExamplesOptions::count, {.min = 1, .max = 1000}, "How many at most."),
    };
  }
};

constexpr int64_t most_example_values = 4'000'000;  // of all samples of a reading

// NaN is hardest of all.
double hardness(const Answer& answer) { return std::isnan(answer.loss) ? HUGE_VAL : answer.loss; }

std::vector<Answer> chosen(const ExamplesOptions& options, const ProbeContext& context) {
  const Examination& examination = context.memory.of<Examination>();
  const bool by_cell = options.label >= 0 || options.decided >= 0, map = context.dataset.per_pixel;
  std::vector<Answer> found;
  for (int64_t i = 0; i < examination.examined(); ++i) {
    Answer answer = examination.answer(i);
    if (options.which == "wrong" && answer.right == 1) continue;
    if (by_cell && map) {
      answer.pixels = examination.pixels(context, examination.answer(i), options.label, options.decided);
      if (answer.pixels == 0) continue;
    } else if (by_cell) {
      if (options.label >= 0 && answer.label != options.label) continue;
      if (options.decided >= 0 && answer.decided != options.decided) continue;
    }
    found.push_back(answer);
  }
  std::ranges::sort(found, [&](const Answer& a, const Answer& b) {
    if (options.order == "loss") {
      if (a.pixels != b.pixels) return a.pixels > b.pixels;
      if (hardness(a) != hardness(b)) return hardness(a) > hardness(b);
    }
    return a.sample < b.sample;
  });
  return found;
}

Reading measure_examples(const Probe& probe, ProbeContext& context) {
  const auto options = read<ExamplesOptions>(probe.options, "probe");
  context.memory.of<Examination>().advance(context);
  Results results = context.memory.of<Examination>().summary(context);
  results.answers = chosen(options, context);
  results.matching = std::ssize(results.answers);
  const int64_t width = context.dataset.sample.size(), first = std::min<int64_t>(options.first, results.matching);
  const int64_t count = std::min({results.matching - first, int64_t{options.count}, most_example_values / width});
  results.answers.erase(results.answers.begin(), results.answers.begin() + first);
  results.answers.resize(static_cast<size_t>(count));
  Array samples{{count, width}, std::vector<float>(static_cast<size_t>(count * width))};
  for (int64_t i = 0; i < count; ++i) {
    context.dataset.copy_sample(context.dataset.test, results.answers[static_cast<size_t>(i)].sample,
                                samples.values.data() + i * width);
  }
  return {.step = context.step,
          .content = ExamplesReading{std::move(results), std::move(samples)},
          .complete = context.memory.of<Examination>().complete(context)};
}

}  // namespace

ProbeType examples() {
  return {.entry = {.name = "examples",
                    .title = "Examples",
                    .help = "Samples of the test set that it gets wrong, or finds hard.",
                    .source = "Deep Learning from Scratch, 8.1",
                    .properties = table_of<ExamplesOptions>()},
          .measure = measure_examples};
}

}  // namespace saddle::probes
