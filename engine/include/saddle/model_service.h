#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "saddle/error.h"
#include "saddle/model.h"
#include "saddle/session.h"

namespace saddle {

// A model that answers on a thread of its own, which reads its file, too. A later question takes the place of one that
// still waits.
class ModelService {
 public:
  using Question = std::shared_ptr<const std::vector<float>>;  // one sample, channels-last; never written again

  struct State {                              // at one moment; nobody writes it again
    std::shared_ptr<const Model> model = {};  // null until it is read, and where it cannot be
    std::optional<Issue> issue = {};          // why not; or why it could not answer
    Question question = {};                   // the one that is answered; null: none yet
    std::vector<float> answer = {};           // see Model::predict()
  };

  // `published`: called on the worker when there is another state.
  explicit ModelService(
      std::filesystem::path file, Session::Threading threading = Session::Threading::worker,
      std::function<void()> published = [] {});
  ~ModelService();  // joins
  ModelService(const ModelService&) = delete;
  ModelService& operator=(const ModelService&) = delete;

  void ask(Question question);                  // any thread; returns at once
  std::shared_ptr<const State> latest() const;  // any thread; returns at once, never null
  bool pump();                                  // manual: reads and answers on this thread; false when idle

 private:
  struct Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace saddle
