package dev.opsdeck.target.kubernetes;

import dev.opsdeck.catalog.Service;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What belongs to a service, as events name it.
 *
 * @param ids of its workload, that one's replica sets and pods
 * @param makers names of what makes its pods, by which pods that are gone are known
 * @param name of its workload, which its autoscaler may be called, too
 */
record EventScope(Set<String> ids, List<String> makers, String name) {
    static EventScope of(ServicePods pods, Service service) {
        String name = ServicePods.name(service);
        Optional<Workload> workload = pods.reader().workload(name);
        List<ReplicaSet> sets = workload.filter(one -> one.kind() == Workload.Kind.DEPLOYMENT)
                .map(pods.reader()::replicaSets)
                .orElse(List.of());
        var ids = new HashSet<String>();
        workload.ifPresent(one -> ids.add(one.metadata().getUid()));
        sets.forEach(set -> ids.add(id(set)));
        pods.of(service).forEach(pod -> ids.add(id(pod)));
        List<String> makers = sets.isEmpty()
                ? List.of(name)
                : sets.stream().map(set -> set.getMetadata().getName()).toList();
        return new EventScope(ids, makers, name);
    }

    private static String id(HasMetadata thing) {
        return thing.getMetadata().getUid();
    }

    boolean contains(Event event) {
        ObjectReference about = event.getInvolvedObject();
        return ids.contains(about.getUid())
                || isPodThatIsGone(about)
                || ("HorizontalPodAutoscaler".equals(about.getKind()) && name.equals(about.getName()));
    }

    private boolean isPodThatIsGone(ObjectReference about) {
        return "Pod".equals(about.getKind())
                && makers.stream()
                        .anyMatch(maker -> about.getName().startsWith(maker + "-")
                                // One part more, so that web does not claim the pods of web-admin.
                                && about.getName().indexOf('-', maker.length() + 1) < 0);
    }
}
