#include "labs/book/book_stages.h"

#include <algorithm>

#include "labs/compare/setup.h"
#include "lessons/lesson.h"
#include "saddle/error.h"

namespace saddle::app {

const std::vector<BookStage>& book_stages() {
  static const std::vector<BookStage> table = {
      {"gates",
       "lab concepts; experiment gate-and; panels plane, builder; page perceptron; page.gate = \"and\"; page.w1 = 0.5; "
       "page.w2 = 0.5; page.b = -0.7"},
      {"activations", "lab concepts; experiment activations-sigmoid; panels signals; page activation"},
      {"inference", "experiment three-layer-net; panels prediction, curves, confusion; train 0"},
      {"numerical_derivative",
       "lab concepts; scene book-parabola; page numerical_derivative; page.function = \"book\"; "
       "page.method = \"central\"; page.x = 5; page.h = 0.0001"},
      {"gradient_field", "lab concepts; scene book-descent; page gradient_descent; page.function = \"bowl\""},
      {"gradient_descent",
       "lab arena; scene book-descent; page gradient_descent; page.function = \"bowl\"; page.x = -3; page.y = 4; "
       "page.learning_rate = 0.1; page.steps = 20"},
      {"simple_net", "lab concepts; experiment simple-net; panels builder, gradients; page one_step"},
      {"two_layer_net_sigmoid",
       "experiment two-layer-net-sigmoid; panels curves, gradients, confusion; page one_step; train 0"},
      {"why_backpropagation",
       "lab concepts; experiment two-layer-net-sigmoid; panels curves, gradients; page numerical_derivative; "
       "page.function = \"book\"; page.method = \"central\""},
      {"apple_graph", "lab concepts; experiment apple-graph; panels builder; page graph; page.example = \"apples\""},
      {"apple_orange_graph",
       "lab concepts; experiment apple-orange-graph; panels builder; page graph; page.example = \"oranges\""},
      {"gradient_check",
       "lab concepts; experiment gradient-check; panels gradients, builder; page gradient_check; page.view = \"net\""},
      {"two_layer_net", "experiment two-layer-net; panels curves, gradients, confusion; page one_step; train 0"},
      {"optimizers_on_a_bowl", "lab arena; scene book-bowl"},
      {"optimizers_on_mnist",
       "lab compare; experiment optimizer-sgd",
       "race",
       {"optimizer=sgd,momentum,adagrad,adam"},
       2000,
       "train_loss"},
      {"activation_histogram", "experiment activations-sigmoid; panels signals; page activation"},
      {"initialization",
       "lab compare; experiment initialization-he; page activation",
       "race",
       {"network.*.init=0.01,xavier,he"},
       2000,
       "train_loss"},
      {"batch_norm_wall",
       "lab compare; experiment without-batch-norm; page batch_norm",
       "wall",
       {"network.*.init=1,0.541,0.293,0.158,0.0858,0.0464,0.0251,0.0136,0.00736,0.00398,0.00215,0.00117,0.000631,"
        "0.000341,0.000185,0.0001",
        "network.batch_norm=off,on"},
       200,
       "train_accuracy"},
      {"weight_decay", "experiment weight-decay; panels curves, gradients; train 0"},
      {"dropout", "experiment dropout; panels curves, gradients; page batch_norm; train 0"},
      {"random_search", "lab compare; experiment random-search", "search"},
      {"im2col", "lab concepts; page im2col; page.channels = 3; page.size = 7; page.kernel = 5"},
      {"simple_convnet", "experiment simple-convnet; panels curves, filters, feature_maps; page convolution; train 0"},
      {"filters", "experiment simple-convnet; panels filters, feature_maps; page convolution; train 0"},
      {"deep_convnet",
       "experiment deep-convnet; panels curves, feature_maps, confusion; page precision; page.view = \"net\"; train 0"},
      {"misclassified", "experiment deep-convnet; panels examples, confusion; train 0"},
      {"museum", "lab concepts; experiment vgg-small; panels builder, curves; page architectures"},
      {"ten_clusters", "experiment ten-clusters; panels plane, curves; train 0"},
      {"saddle_point", "lab arena; scene near-the-ridge"},
      {"filters_by_hand", "experiment filters-by-hand; panels filters, feature_maps; page convolution"},
  };
  return table;
}

const BookStage& book_stage(std::string_view experiment) {
  const auto& all = book_stages();
  const auto found = std::ranges::find(all, experiment, &BookStage::experiment);
  if (found == all.end()) throw Error("book", "there is no experiment \"{}\"", experiment);
  return *found;
}

StageWish wish_of(const BookStage& stage) {
  StageWish wish{.actions = std::string(stage.actions)};
  if (stage.compare.empty()) return wish;
  Properties& own = wish.labs["compare"];
  if (!stage.axes.empty()) {
    // As in the book: each once, from first weights of its own.
    StudySetup setup{
        .axes = {}, .seeds = 1, .paired = false, .steps = stage.steps, .metric = std::string(stage.metric)};
    for (const std::string_view axis : stage.axes) {
      const size_t equals = axis.find('=');
      setup.axes.push_back({std::string(axis.substr(0, equals)), std::string(axis.substr(equals + 1))});
    }
    own = properties_of(setup);
  }
  own.insert_or_assign("page", std::string(stage.compare));
  return wish;
}

std::string page_of(const BookStage& stage) {
  for (const LessonAction& action : parse_lesson_actions(stage.actions, "book"))
    if (action.kind == LessonAction::Kind::page) return action.names.front();
  return {};
}

}  // namespace saddle::app
