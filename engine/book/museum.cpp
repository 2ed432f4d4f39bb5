#include <array>

#include "book/shared/run.h"
#include "saddle/plan.h"

namespace saddle::book {
namespace {

double weights_of(int kernel, int layers) {
  const Node convolution{
      .name = "", .type = "conv2d", .properties = {{"filters", 1}, {"kernel", kernel}, {"bias", false}}};
  const std::vector<Node> network(static_cast<size_t>(layers), convolution);
  return static_cast<double>(plan(network, {1, 9, 9}).parameters());
}

void make_museum(BookRun& run) {
  run.figure({.what = make_issue("", "weights of one 5 × 5"), .book = 25}).ours = {weights_of(5, 1)};
  run.figure({.what = make_issue("", "weights of two 3 × 3, which see as far"), .book = 18}).ours = {weights_of(3, 2)};
  struct Published {  // parameters of each, as those who wrote it, or torchvision, count them
    const char* preset;
    Shape sample;
    double parameters;
  };
  const std::array<Published, 5> published{{{"alexnet", {3, 227, 227}, 60'965'224},
                                            {"vgg-16", {3, 224, 224}, 138'357'544},
                                            {"resnet-18", {3, 224, 224}, 11'689'512},
                                            {"resnet-50", {3, 224, 224}, 25'557'032},
                                            {"densenet-121", {3, 224, 224}, 7'978'856}}};
  for (const Published& one : published) {
    const Plan planned = plan(run.preset(one.preset).network, one.sample);
    run.figure({.what = make_issue("", "{}: parameters", one.preset), .book = one.parameters}).ours = {
        static_cast<double>(planned.parameters())};
  }
}

}  // namespace

BookRow museum() {
  return {.about = {.name = "museum",
                    .chapter = 8,
                    .title = "Famous networks",
                    .help = "AlexNet, VGG, ResNet, DenseNet: how large they are, and why two 3 × 3 beat one 5 × 5."},
          .order = 3,
          .make = make_museum};
}

}  // namespace saddle::book
